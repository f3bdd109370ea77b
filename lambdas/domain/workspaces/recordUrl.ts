/** The address of a record, of which the id stands for `{id}`; `null` where that is nothing that a browser may follow. */
export const recordUrl = (pattern: string, id: string): string | null => {
  if (!/^https?:\/\//i.test(pattern) || !pattern.includes('{id}')) return null;
  // Half of a surrogate pair cannot be encoded.
  const url = pattern.replaceAll('{id}', encodeURIComponent(id.toWellFormed()));
  return URL.canParse(url) ? url : null;
};
