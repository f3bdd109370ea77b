import { expectTypeOf, test } from 'vitest';
import type { Kpi, Review } from '../../../cli/http/answers.ts';
import type { KpiDescription } from '../../../lambdas/domain/kpis/kpi.ts';
import type { ReviewDocument } from '../../../lambdas/domain/reviews/document.ts';

test('what the command reads of an answer is in it', () => {
  expectTypeOf<ReviewDocument>().toExtend<Review>();
  expectTypeOf<KpiDescription>().toExtend<Kpi>();
});
