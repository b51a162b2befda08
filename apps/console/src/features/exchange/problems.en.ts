/** Why a row or a file of the data exchange was refused, or doubted. */
export const problems: Readonly<Record<string, string>> = {
  'exchange.batch_exists': 'This batch id was used before. Please send the file under another one.',
  'exchange.classes_disagree': 'Class two does not belong to class one.',
  'exchange.company_code': 'A company code has 9 (or 11) digits.',
  'exchange.control_characters':
    'The text has characters that cannot be kept. Please remove them and send the row again.',
  'exchange.ends_before_start': 'It ends before it begins.',
  'exchange.grade_unread': 'The grade is none of the standard’s codes and was not taken; what was sent is kept.',
  'exchange.hand_change_overwritten':
    'Something in this row had been changed here by hand and is now as its sender says; what stood before is in the record’s history.',
  'exchange.made_here': 'This id is that of a row made here; another system may not rewrite it.',
  'exchange.major_without_measures': 'A major danger without measures.',
  'exchange.major_without_reason': 'A major danger without a cause.',
  'exchange.missing': 'A required field is empty.',
  'exchange.moved_back': 'This danger had been moved on here; its sender moved it back with newer data, and so it is.',
  'exchange.not_a_number': 'This is not a number.',
  'exchange.not_a_time': 'This is not a time.',
  'exchange.not_an_id': 'An id has 32 hexadecimal digits or is a UUID of 36 characters.',
  'exchange.not_kept': 'This row could not be kept. Please check its fields and send it again.',
  'exchange.not_text': 'This is not text.',
  'exchange.out_of_range': 'The number is out of range.',
  'exchange.parent_withdrawn': 'The row above was deleted; this one is held and written when that one is back.',
  'exchange.state_kept':
    'This danger has come further here than its sender says; its state was kept, the rest was updated.',
  'exchange.time_in_future': 'The time lies ahead: it cannot have happened yet.',
  'exchange.time_too_late': 'The time is later than the year 2199.',
  'exchange.time_too_old': 'The time is earlier than the year 2000.',
  'exchange.too_deep': 'The row is nested too deep.',
  'exchange.too_large': 'The file has more than {{most}} MB. Please split it into several files.',
  'exchange.too_long': 'The text is too long.',
  'exchange.too_many_decimals': 'Too many decimals: nothing is rounded here, please correct it and send it again.',
  'exchange.under_supervision':
    'This danger is under listed supervision: its state moves here only; the rest was updated.',
  'exchange.unknown_code': 'This is none of the standard’s codes.',
};
