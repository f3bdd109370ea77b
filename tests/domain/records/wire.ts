import type { Observation } from '../../../lambdas/domain/records/observation.ts';
import { fieldOf } from '../../../lambdas/domain/records/vocabulary.ts';

const instant = (at: number, nanos = 0): string =>
  new Date(at).toISOString().replace('Z', `${String(nanos).padStart(6, '0')}Z`);

/** An observation as it is written on the wire: what `parseObservation` reads back as the same. */
export const wireOf = ({ record, id, stamp, set, ...marks }: Observation): Record<string, unknown> => ({
  record,
  id,
  at: instant(stamp.at, stamp.nanos),
  seq: stamp.seq,
  set: Object.fromEntries(
    Object.entries(set).map(([name, value]) => [
      name,
      typeof value === 'number' && fieldOf(record, name)?.type.kind === 'instant' ? instant(value) : value,
    ]),
  ),
  ...marks,
});
