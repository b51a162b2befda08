/** Placeholder file replaced below. */
export function InvitationPage() {
  return null;
}
