/**
 * The id of an item's task in one window: the item's own id with its last 48 bits mixed with the window's start in seconds.
 * Server and an offline phone come to the same id without asking each other, so generating twice writes one row. Within one window it maps items
 * one to one, and (enterprise, window, id) is the task's key: two items can never meet.
 *
 * @param itemId a UUID of any version; version and variant bits stay as they are
 * @param windowStart an instant in ISO 8601
 * @throws {RangeError} on something that is not a UUID or not an instant
 */
export function taskIdOf(itemId: string, windowStart: string | Date): string {
  const seconds = Math.floor(
    (typeof windowStart === 'string' ? Date.parse(windowStart) : windowStart.getTime()) / 1000,
  );
  if (!Number.isFinite(seconds) || itemId.length !== 36)
    throw new RangeError(`no task id for ${itemId} at ${windowStart}`);
  // Two halves of 24 bits: JavaScript's bitwise operators are 32 bits wide.
  const high = Number.parseInt(itemId.slice(24, 30), 16) ^ (Math.floor(seconds / 0x1000000) & 0xffffff);
  const low = Number.parseInt(itemId.slice(30, 36), 16) ^ (seconds % 0x1000000);
  return itemId.slice(0, 24).toLowerCase() + high.toString(16).padStart(6, '0') + low.toString(16).padStart(6, '0');
}

/**
 * The window that a task's id was made for, given its item: {@link taskIdOf} undone. Null when the id was not made from this item
 * (another item's task, or an id of another making).
 */
export function windowOfTask(itemId: string, taskId: string): Date | null {
  if (taskId.slice(0, 24).toLowerCase() !== itemId.slice(0, 24).toLowerCase()) return null;
  const part = (from: number) =>
    Number.parseInt(itemId.slice(from, from + 6), 16) ^ Number.parseInt(taskId.slice(from, from + 6), 16);
  const seconds = part(24) * 0x1000000 + part(30);
  // Between 2015 and 2100: anything else is another item's id that happens to share its beginning.
  return seconds > 1_420_000_000 && seconds < 4_102_444_800 ? new Date(seconds * 1000) : null;
}
