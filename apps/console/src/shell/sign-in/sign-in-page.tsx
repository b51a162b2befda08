/** Placeholder file replaced below. */
export function SignInPage() {
  return null;
}
