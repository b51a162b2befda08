import { dangerText } from './danger.en.ts';
import { doorText } from './door.en.ts';
import { ownText } from './own.en.ts';
import { problems } from './problems.en.ts';
import { publicText } from './public.en.ts';
import { workText } from './work.en.ts';
import type { text as Zh } from './zh.ts';

/** English; the same keys as `zh.ts`. */
export const text: Readonly<Record<keyof typeof Zh, string>> = {
  ...publicText,
  ...workText,
  ...dangerText,
  ...ownText,
  ...doorText,
  'app.name': 'Yufang',
  'app.skip': 'Skip to content',
  'app.loading': 'Opening…',
  'app.failed': 'This page failed. What you wrote is still on the phone.',
  'app.reload': 'Open again',
  'app.back': 'Back',
  'app.close': 'Close',
  'app.save': 'Save',
  'app.cancel': 'Cancel',
  'app.newVersion': 'A new version is here',
  'app.update': 'Update now',
  'app.demo': 'Demo data, all invented',
  'nav.label': 'Main',
  'nav.tasks': 'Tasks',
  'nav.dangers': 'Dangers',
  'nav.me': 'Me',
  'bar.label': 'Saved and uploaded',
  'bar.saved': 'Saved on this phone',
  'bar.pending': '{{n}} to upload',
  'bar.refused': '{{n}} came back',
  'bar.busy': 'uploading',
  'bar.done': 'All uploaded',
  'bar.syncedAt': 'synced {{at}}',
  'bar.never': 'Not synced yet',
  'bar.offline': 'No network, carry on',
  'bar.signed_out': 'Signed out: sign in to upload',
  'bar.other_account': 'Somebody else is signed in on this phone',
  'bar.outdated': 'Too old a version: update to upload',
  'bar.no_access': 'No permission to sync',
  'bar.server': 'The server is not available, trying again soon',
  'bar.storage_full': 'Phone storage is full: free some space',
  'bar.full': 'Phone storage is full: the last entry is not kept',
  'bar.step_needed': 'One more step to sign in',
  'bar.first': 'Fetching your tasks: {{n}}',
  'clock.ahead':
    'The phone’s clock is about {{span}} ahead. Times are corrected on upload and noted. Please set the clock.',
  'clock.behind':
    'The phone’s clock is about {{span}} behind. Times are corrected on upload and noted. Please set the clock.',
  'span.days': '{{n}} d',
  'span.hours': '{{n}} h',
  'span.minutes': '{{n}} min',
  'time.today': 'today {{time}}',
  'time.tomorrow': 'tomorrow {{time}}',
  'grade.red': 'Major',
  'grade.orange': 'Considerable',
  'grade.yellow': 'General',
  'grade.blue': 'Low',
  'app.full': 'Yufang',
};
export { problems };
