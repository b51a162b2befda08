/** Placeholder file replaced below. */
export function SecurityPage() {
  return null;
}
