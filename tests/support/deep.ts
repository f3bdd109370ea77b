import fc from 'fast-check';

/** Set by `npm run test:deep`: every law on so many random cases, from one seed. */
fc.configureGlobal({
  numRuns: Number(process.env.QUARTERDECK_DEEP_RUNS),
  seed: Number(process.env.QUARTERDECK_DEEP_SEED),
});
