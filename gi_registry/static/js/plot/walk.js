// Walking around a plot: positions of the phone (WGS84) become corners.

import { distance } from "./shape.js";

export const WORST_M = 15; // accuracy; what is worse is not taken
const STEP_M = 3;

/*
  Control a walk.

  part: finds the elements of the drawing; words: says their sentences
  take(corner): keeps a corner; count(): how many there are; last(): the last one
*/
export function makeWalk({ part, words, take, count, last, saw }) {
  let watch = null;
  let lock = null;
  let latest = null;
  const say = (text) => (part("walk-words").textContent = text);

  // Keeps the screen on where the browser can; it is let go when the page is hidden.
  async function awake() {
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
  }

  const show = () => {
    part("start").hidden = watch !== null;
    part("pause").hidden = part("here").hidden = watch === null;
  };

  function saw_(position) {
    const { longitude, latitude, accuracy } = position.coords;
    const here = [longitude, latitude];
    const facts = { acc: Math.round(accuracy), most: WORST_M, n: count() };
    latest = accuracy <= WORST_M ? here : null;
    saw(here, accuracy);
    if (!latest) return say(words("Coarse", facts));
    const before = last();
    if (!before || distance(before, here) >= STEP_M) take(here);
    say(words("Taken", { ...facts, n: count() }));
  }

  function failed(error) {
    if (error.code === error.PERMISSION_DENIED) {
      pause();
      say(words("Denied"));
    } else {
      say(words("Lost"));
    }
  }

  function start() {
    if (!navigator.geolocation) return say(words("Nogps"));
    say(words("Waiting"));
    const options = { enableHighAccuracy: true, maximumAge: 0, timeout: 30000 };
    watch = navigator.geolocation.watchPosition(saw_, failed, options);
    awake();
    show();
  }

  function pause() {
    if (watch === null) return;
    navigator.geolocation.clearWatch(watch);
    watch = null;
    latest = null;
    lock?.release();
    show();
    say(words("Paused", { n: count() }));
  }

  part("start").addEventListener("click", start);
  part("pause").addEventListener("click", pause);
  part("here").addEventListener("click", () => {
    if (!latest) return;
    take(latest);
    say(words("Taken", { acc: "–", n: count() }));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && watch !== null) awake();
  });
  return { pause };
}
