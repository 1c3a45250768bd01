// A field with suggestions, after the combobox pattern of the WAI-ARIA practices:
// arrow keys walk, Enter takes, Escape closes and then empties the field.

const WAIT_MS = 120;

/*
  Bring a field to life.

  input: the field; list: an empty listbox beside it
  offers(text): what a text may mean, each { kind, key, name, note }
  choose(offer): one was taken
  enter(text): Enter was pressed without taking one
  say(number): how many there are, for screen readers
  kinds: words for each kind
*/
export function combobox(input, list, { offers, choose, enter, say, kinds }) {
  let shown = [];
  let active = -1;
  let turn = 0;
  let timer = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  const isOpen = () => !list.hidden;

  function close() {
    turn += 1;
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(at) {
    active = at;
    [...list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function option({ kind, name, note }, at) {
    const li = document.createElement("li");
    li.id = `${list.id}-${at}`;
    li.className = "offers__one";
    li.setAttribute("role", "option");
    for (const [words, part] of [[name, "name"], [kinds[kind], "kind"], [note, "note"]]) {
      const span = document.createElement("span");
      span.className = `offers__${part}`;
      span.textContent = words;
      li.append(span, " ");
    }
    return li;
  }

  async function open() {
    const asked = ++turn;
    const text = input.value.trim();
    const found = text ? await offers(text) : [];
    if (asked !== turn || document.activeElement !== input) return;
    if (!text) return close();
    shown = found;
    list.replaceChildren(...found.map(option));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(isOpen()));
    activate(-1);
    say(found.length);
  }

  function take(at) {
    const offer = shown[at];
    close();
    choose(offer);
  }

  async function walk(step) {
    if (!isOpen()) await open();
    if (!isOpen()) return;
    const places = shown.length + 1; // the field itself is one of them
    activate(((active + 1 + step + places) % places) - 1);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(open, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen() && active >= 0) return take(active);
      const text = input.value.trim();
      close();
      enter(text, open);
    } else if (event.key === "Escape") {
      if (!isOpen() && !input.value) return;
      event.preventDefault();
      event.stopPropagation();
      if (isOpen()) return close();
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (event.key === "Tab") close();
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (at >= 0) take(at);
  });
  close();
}
