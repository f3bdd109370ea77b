import { counting } from '../found.ts';
import type { Measure } from '../measure.ts';
import { type Deciding, instantOf, type Subject } from '../subject.ts';

/** Seats in the CRM that were active at any time in the period, as of its end: those whose user did something, the `idle` others. */
export const seats: Measure<Subject> = {
  of: 'user',
  keeps: 'count',
  observe: (user, { periods, boundaries, dealingsOf }, sink) => {
    const from = instantOf(user, 'activeFrom');
    const until = instantOf(user, 'activeUntil') ?? Number.POSITIVE_INFINITY;
    if (from === null) {
      sink.leaveOut('noActiveFrom');
      return;
    }
    if (until < from) {
      sink.leaveOut('activeUntilBeforeActiveFrom');
      return;
    }
    const { presentIn } = dealingsOf(user.ref);
    periods.forEach(({ start, end }, period) => {
      const wasThere = from < start ? until >= start : from < end && until > from;
      if (wasThere)
        sink.put(
          period,
          boundaries.end[period] as Deciding,
          counting(0, (presentIn & (1 << period)) === 0 ? 'idle' : 'present'),
        );
    });
  },
};
