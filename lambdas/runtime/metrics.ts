import { MetricUnit, Metrics as Powertools } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '../flow/metrics.ts';

// Namespace and service come from POWERTOOLS_METRICS_NAMESPACE and POWERTOOLS_SERVICE_NAME. The service is the only dimension.
const powertools = new Powertools();

/** The one place where this process counts. */
export const metrics: Metrics = {
  count(name, value = 1) {
    if (value > 0) powertools.addMetric(name, MetricUnit.Count, value);
  },
};

/** Writes what was counted, as one line of CloudWatch's embedded metric format; nothing where nothing was. */
export const writeMetrics = (): void => {
  if (powertools.hasStoredMetrics()) powertools.publishStoredMetrics();
};
