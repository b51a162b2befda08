/** Placeholder file replaced below. */
export function SessionsPage() {
  return null;
}
