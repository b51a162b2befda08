import type { InputVessel, ParkInput } from '@yufang/qra/assessment/park-input';
import type { Refused } from '@yufang/qra/result';

/** What a session's thread is told. `run` opens (or opens anew) the park; `side` computes another park beside it, dominoes included, and lets it go. */
export type WhatIfOrder =
  | { readonly type: 'run'; readonly input: ParkInput }
  | { readonly type: 'replace'; readonly vessel: InputVessel }
  | { readonly type: 'side'; readonly input: ParkInput };

/** A side as JSON text (`WhatIfSide` of the contract): the serving thread passes it on unread. */
export type WhatIfAnswer =
  | { readonly ok: true; readonly side: string; readonly tookMs: number }
  | { readonly ok: false; readonly refusal: Refused };
export type WhatIfReport =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: WhatIfAnswer };
