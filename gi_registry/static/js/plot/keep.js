// The outline that is being made, kept on this device so that a reload, a dead
// battery or a lost network loses nothing.

const LONGEST_MS = 30 * 24 * 3600 * 1000;

export function makeKeep(name) {
  const key = `gi-plot.${name}`;
  const write = (entry) => {
    try {
      localStorage.setItem(key, JSON.stringify(entry));
    } catch {
      // a full or forbidden store: the page itself still has it
    }
  };
  const read = () => {
    try {
      const entry = JSON.parse(localStorage.getItem(key));
      return entry && Date.now() - entry.at < LONGEST_MS && entry.corners.length ? entry : null;
    } catch {
      return null;
    }
  };
  return {
    read,
    save: (state) => (state.corners.length ? write({ ...state, at: Date.now(), sent: false }) : localStorage.removeItem(key)),
    sent: () => {
      const entry = read();
      if (entry) write({ ...entry, sent: true });
    },
    forget: () => localStorage.removeItem(key),
  };
}
