/** Sentences for the refusals of this capability. */
export const problems: Readonly<Record<string, string>> = {
  'org.parent_missing': 'Choose the unit above.',
  'org.one_company': 'There is one company only.',
  'org.kind_order': 'These kinds cannot stand like that.',
  'org.cycle': 'A unit cannot move below itself.',
  'org.not_empty': 'Units or posts still hang below it.',
  'org.name_taken': 'There is already "{{name}}" here.',
  'post.name_taken': 'The unit already has the post "{{name}}".',
  'post.has_measures': 'The post still answers for {{measures}} measures: hand them over first.',
  'person.phone_taken': '{{name}} has this number.',
  'person.identity_taken': '{{name}} has this identity number.',
  'person.not_found': 'No such person.',
  'person.two_posts': '{{name}} also holds "{{other}}" (row {{row}}).',
  'contractor.code_taken': '{{name}} has this code.',
  'contractor.term_backwards': 'It ends before it begins.',
  'training.in_future': 'A training cannot lie in the future.',
};
