// The list as a sheet over the map on phones: three heights, by its handle or by
// dragging.

const HEIGHTS = ["peek", "half", "full"];

/*
  Bring the sheet to life; returns a function that sets its height.

  root: what it lies over; panel: the sheet; handle: a button in it
*/
export function makeSheet(root, panel, handle) {
  const set = (height) => {
    panel.dataset.sheet = height;
    panel.style.height = "";
    handle.setAttribute("aria-expanded", String(height !== "peek"));
  };
  handle.hidden = false;
  handle.addEventListener("click", () => {
    if (handle.dragged) return;
    set(HEIGHTS[(HEIGHTS.indexOf(panel.dataset.sheet) + 1) % HEIGHTS.length]);
  });
  handle.addEventListener("pointerdown", (down) => {
    const before = panel.offsetHeight;
    handle.dragged = false;
    handle.setPointerCapture(down.pointerId);
    const follow = (move) => {
      if (Math.abs(move.clientY - down.clientY) > 6) handle.dragged = true;
      if (handle.dragged) panel.style.height = `${before + down.clientY - move.clientY}px`;
    };
    const settle = () => {
      handle.removeEventListener("pointermove", follow);
      if (!handle.dragged) return;
      const share = panel.offsetHeight / root.offsetHeight;
      set(share < 0.3 ? "peek" : share < 0.7 ? "half" : "full");
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", settle, { once: true });
    handle.addEventListener("pointercancel", settle, { once: true });
  });
  set("half");
  return set;
}
