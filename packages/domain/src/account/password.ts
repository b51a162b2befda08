import { no, ok, type Refusal, type Result } from '../result.ts';
import { isCommonPassword } from './common-passwords.ts';

/** What a password must be. The figures are the platform's security policy, editable by the security administrator. */
export type PasswordPolicy = {
  readonly minLength: number;
  /** Of the four classes: lower case, upper case, digits, everything else. */
  readonly minClasses: number;
};

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];

/**
 * Whether a password keeps the rules that can be seen on it (that it was not used before is the database's to say).
 * @param owner sign-in name and name of the person: neither may be part of it
 * @returns refusals `password.too_short`, `password.too_few_classes`, `password.contains_name`, `password.common`
 */
export function checkPassword(
  password: string,
  owner: { readonly username: string; readonly name: string },
  policy: PasswordPolicy,
): Result<string, Refusal> {
  const field = 'password';
  if ([...password].length < policy.minLength) {
    return no({ code: 'password.too_short', field, params: { minLength: policy.minLength } });
  }
  if (CLASSES.filter((c) => c.test(password)).length < policy.minClasses) {
    return no({ code: 'password.too_few_classes', field, params: { minClasses: policy.minClasses } });
  }
  const plain = password.toLowerCase();
  const names = [owner.username, owner.name].map((n) => n.trim().toLowerCase()).filter((n) => [...n].length >= 2);
  if (names.some((n) => plain.includes(n))) return no({ code: 'password.contains_name', field });
  if (isCommonPassword(password)) return no({ code: 'password.common', field });
  return ok(password);
}
