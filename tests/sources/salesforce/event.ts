interface Header {
  readonly entityName: string;
  readonly recordIds: readonly string[];
  readonly changeType: string;
  /** Epoch milliseconds. */
  readonly commitTimestamp?: number;
  readonly commitNumber?: number;
  readonly sequenceNumber?: number;
  readonly nulledFields?: readonly string[];
  readonly changedFields?: readonly string[];
}

/** A change event as a subscriber is told it. */
export const eventOf = (header: Header, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  data: {
    schema: 'qX3fT0bD9yGm1',
    payload: {
      ChangeEventHeader: {
        changeOrigin: 'com/salesforce/api/soap/61.0',
        transactionKey: '0000a62a-5497-10e0-dbe3-e99b71589a49',
        commitUser: '0057Q000003hXcPQAU',
        sequenceNumber: 1,
        ...header,
      },
      ...fields,
    },
    event: { replayId: 771 },
  },
  channel: '/data/ChangeEvents',
});

export const event = (header: Header, fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify(eventOf(header, fields));
