// A long form saves itself; the save button does the same without this.

const QUIET_MS = 3000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-saved]");
  let typed = 0;
  let timer;
  let sending = false;

  const fill = (name, value) => {
    const wanted = [value].flat();
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "checkbox") field.checked = wanted.includes(field.value);
      else field.value = value;
    }
  };

  const send = async () => {
    clearTimeout(timer);
    if (sending || !typed || form.querySelector("[name=conflict]")) return;
    sending = true;
    const at = typed;
    const body = new FormData(form);
    body.set("auto", "1");
    const answer = await fetch(location.pathname, { method: "POST", body, keepalive: true }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    sending = false;
    if (told?.said) status.textContent = told.said;
    if (!answer?.ok || !told) return;
    form.elements.revision.value = told.revision;
    form.elements.base.value = told.base;
    for (const [name, value] of Object.entries(told.taken)) fill(name, value);
    if (at !== typed) {
      timer = setTimeout(send, QUIET_MS);
      return;
    }
    typed = 0;
    form.dispatchEvent(new Event("saved"));
  };

  form.addEventListener("input", () => {
    typed += 1;
    clearTimeout(timer);
    timer = setTimeout(send, QUIET_MS);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    typed = 0; // The page goes away, and is not to be saved a second time.
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });

  // An answer that was filled in asks for a reason once it is changed.
  for (const why of form.querySelectorAll("[data-given]")) {
    const field = form.elements[why.dataset.of];
    field?.addEventListener?.("input", () => {
      if (field.value.replaceAll(",", "") !== why.dataset.given) why.open = true;
    });
  }
}
