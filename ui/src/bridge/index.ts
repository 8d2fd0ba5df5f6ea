// The only door to the desk: one typed function per command.

import { book } from './book';
import { exchange } from './exchange';
import { month } from './month';
import { people } from './people';
import { policy } from './policy';
import { privacy } from './privacy';

export { type Asker, askThrough } from './call';
export { asFailure } from './transport';

export const bridge = { ...book, ...people, ...month, ...policy, ...exchange, ...privacy };
