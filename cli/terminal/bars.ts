const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Numbers as bars side by side, a character each, the greatest a whole one; a dot for none. */
export const sparkline = (values: readonly number[]): string => {
  const greatest = Math.max(1, ...values);
  return values
    .map((value) => (value === 0 ? '·' : heights[Math.ceil((value / greatest) * heights.length) - 1]))
    .join('');
};

/** A number as a bar that lies, `width` characters where it is the greatest; never nothing where it is not 0. */
export const bar = (value: number, greatest: number, width: number): string => {
  const parts = value === 0 ? 0 : Math.max(1, Math.round((value / Math.max(1, greatest)) * width * 8));
  return '█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8];
};
