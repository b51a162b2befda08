import { expect, test } from 'vitest';
import { sniff } from './sniff.ts';
import { svgStart, svgText } from './svg-prolog.ts';

const ROOT = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const long = `<!-- ${'绘图员 '.repeat(3000)}-->`;

test.each([
  ['nothing before it', ''],
  ['a mark and a declaration', '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n'],
  ['a long head', `<?xml version="1.0"?>\n${long}\n<?xml-stylesheet href="a.css"?>`],
  [
    'a public document type',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n',
  ],
  ['an internal subset', `<!DOCTYPE svg [ <!-- a > b --> <!ATTLIST svg x CDATA ">"> ]>${long}`],
])('the root stands behind %s', (_, prolog) => {
  expect(svgStart(prolog + ROOT)).toEqual({ at: prolog.length, entities: false });
  expect(sniff(Buffer.from(prolog + ROOT)).family).toBe('svg');
});

test('declared entities are seen wherever they stand; other documents are no drawings', () => {
  const bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
  expect(svgStart(bomb + ROOT)).toEqual({ at: bomb.length, entities: true });
  expect(svgStart('<!DOCTYPE svg [<!-- <!ENTITY no "x"> -->]><svg>')).toMatchObject({ entities: false });
  expect(svgStart('<!DOCTYPE html><html><svg>')).toBeNull();
  expect(svgStart('<!-- <svg> --><html>')).toBeNull();
  expect(svgStart('<svgx>')).toBeNull();
  expect(svgStart('not a drawing <svg>')).toBeNull();
});

test('a prolog that is cut off is longer, not foreign', () => {
  for (const cut of ['', '<!-', '<!-- abc', '<?xml version', '<!DOCTY', '<!DOCTYPE svg [ <!ATTLIST', `${long}\n`])
    expect(svgStart(cut), cut.slice(0, 20)).toBe('longer');
});

test('letters by the file’s own declaration', () => {
  const gbk = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="GBK"?><svg><text>'),
    Buffer.from([0xb3, 0xb5, 0xbc, 0xe4]),
    Buffer.from('</text></svg>'),
  ]);
  expect(svgText(gbk)).toContain('车间');
  expect(svgText(Buffer.from('<?xml version="1.0" encoding="nonsense"?><svg>厂房</svg>'))).toContain('厂房');
});
