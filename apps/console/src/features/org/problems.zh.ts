/** Sentences for the refusals of this capability. */
export const problems: Readonly<Record<string, string>> = {
  'org.parent_missing': '请选择上级单元。',
  'org.one_company': '公司只能有一个。',
  'org.kind_order': '上下级类型不符。',
  'org.cycle': '不能移到自己的下级。',
  'org.not_empty': '还有下级单元或岗位，不能撤回。',
  'org.name_taken': '同级已有“{{name}}”。',
  'post.name_taken': '该单元已有岗位“{{name}}”。',
  'post.has_measures': '该岗位还负责 {{measures}} 项措施，请先移交。',
  'person.phone_taken': '该手机号已属于 {{name}}。',
  'person.identity_taken': '该身份证号已属于 {{name}}。',
  'person.not_found': '没有这个人员。',
  'person.two_posts': '{{name}} 另任“{{other}}”（第 {{row}} 行）。',
  'contractor.code_taken': '该代码已登记为 {{name}}。',
  'contractor.term_backwards': '结束日期早于开始日期。',
  'training.in_future': '培训日期不能在将来。',
};
