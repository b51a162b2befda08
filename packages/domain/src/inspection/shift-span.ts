const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/**
 * Minutes after midnight at which a shift begins and ends; the end is later than the start and may lie on the next day.
 * Apart from the table's schema, so that a phone which only counts windows loads no schema library.
 */
export const shiftSpan = (shift: { readonly start: string; readonly end: string }): { start: number; end: number } => {
  const [start, end] = [minutesOf(shift.start), minutesOf(shift.end)];
  return { start, end: end <= start ? end + 1440 : end };
};
