import type { Sending } from '../sending.ts';
import { calledElsewhere, organization, ticket } from '../zendesk.ts';

/** What the help desk tells of the company: who asked, who was answered, and how satisfied they were. */

const of = (id: string): { readonly organization: string } => ({ organization: id });

export const desk: readonly Sending[] = [
  organization('7001', '06-01', '6001'),
  organization('7002', '06-01', 'billing:cus_boreal'),
  organization('7004', '06-01'),
  organization('7005', '06-01'),
  calledElsewhere('7005', '06-20', 'crm:6005'),
  organization('7008', '06-01'),
  organization('7009', '06-01', '6009'),
  organization('7010', '07-20'),
  organization('7012', '06-01', '6012'),

  ...ticket('101', '07-06', of('7001'), ['answered', '07-06T11:00'], ['solved', '07-07'], ['rated', '07-08', 'GOOD']),
  ...ticket(
    '102',
    '07-14',
    of('7002'),
    ['answered', '07-14T17:00'],
    ['solved', '07-16'],
    ['reopened', '07-17'],
    ['answered', '07-19'],
    ['solved', '07-20'],
    ['rated', '07-21', 'BAD'],
  ),
  ...ticket('103', '07-22', of('7004'), ['answered', '07-22T13:00'], ['solved', '07-23'], ['rated', '08-02', 'GOOD']),
  ...ticket('104', '07-25', of('7008'), ['answered', '07-26T11:00']),
  // August's, by half an hour in Lisbon. Somebody thinks better of what he answered.
  ...ticket(
    '105',
    '07-31T23:30',
    of('7005'),
    ['answered', '08-01T09:30'],
    ['solved', '08-03'],
    ['rated', '08-04', 'GOOD'],
    ['rated', '08-05', 'BAD'],
  ),
  ...ticket('106', '08-10', of('7009'), ['noted', '08-10T10:00'], ['answered', '08-10T15:00'], ['rated', '08-12', 4]),
  ...ticket('107', '08-18', of('7001'), ['asked', '08-18T10:00'], ['answered', '08-18T12:00'], ['solved', '08-19']),
  ...ticket('108', '08-27', {}, ['answered', '08-27T11:00'], ['movedTo', '08-28', '7001']),
  ...ticket('109', '09-03', of('7012'), ['answered', '09-03T10:00'], ['rated', '09-04', 'GOOD']),
  ...ticket('110', '09-14', of('7010'), ['noted', '09-14T10:00']),
  ...ticket('111', '09-21', of('7002'), ['answered', '09-21T14:00']),
  ...ticket('112', '09-21T10:00', of('7002'), ['mergedInto', '09-21T11:00', '111']),
  ...ticket('113', '09-25', of('7004'), ['answered', '09-25T10:00'], ['deleted', '09-25T11:00']),
];
