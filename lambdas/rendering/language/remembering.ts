const most = 5_000;

/**
 * A pure function that remembers its answers. A review goes to many readers, one after another, and most of what is
 * asked is asked again.
 *
 * @param answer is never `undefined`
 */
export const remembering = <Key, Answer>(answer: (key: Key) => Answer): ((key: Key) => Answer) => {
  const known = new Map<Key, Answer>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size === most) known.clear();
    const made = answer(key);
    known.set(key, made);
    return made;
  };
};
