/** Words behind the passwords that are tried first: what people add to them (digits, signs, a capital) is tried with them. Own list, from common knowledge. */
const WORDS = new Set(
  `password passwd pass pwd admin administrator root user guest test demo welcome login letmein master system manager secret changeme default
   qwerty qwertyuiop qwer asdf asdfgh zxcv zxcvbn qaz qazwsx qwe asd zxc abc abcd abcdef abcabc abcde qazwsxedc qwerasdf
   iloveyou love woaini woaiwojia aini taobao baidu weixin wechat alibaba huawei xiaomi tencent beijing china zhongguo henan zhengzhou
   anquan safety shengchan yufang yufangdemo dragon monkey sunshine football princess superman hello`.split(/\s+/),
);
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  $: 's',
  '5': 's',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '7': 't',
};

/**
 * Whether a password is a word that everybody tries, with signs and digits around it or in place of letters (`P@ssw0rd2026!`), one key after
 * another, or hardly more than one character repeated.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size <= 3) return true;
  // Words of other scripts are not on the list, and what stands beside them is not the whole of it.
  if (/[^\x20-\x7e]/.test(plain)) return false;
  const letters = (text: string): string => text.replaceAll(/[^a-z]/g, '');
  const read = (text: string): string => [...text].map((c) => LOOKS_LIKE[c] ?? c).join('');
  // Digits at either end are counted as added, those between letters as standing for letters.
  const core = plain.replaceAll(/^[^a-z@$]+|[^a-z@$]+$/g, '');
  return [letters(plain), letters(read(core)), letters(read(plain))].some((word) => word !== '' && WORDS.has(word));
}
