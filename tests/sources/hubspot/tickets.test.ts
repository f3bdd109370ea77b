import { describe, expect, it } from 'vitest';
import { at, creationOf, type Event, propertyOf } from './events.ts';
import { ticket } from './records.ts';

const stage = (value: string, second: number): Event => propertyOf('ticket', 'hs_pipeline_stage', value, second);
const closedDate = (value: string, second: number): Event => propertyOf('ticket', 'closed_date', value, second);

describe('a ticket', () => {
  it('is solved in the closed stage of the first pipeline, and in those that are configured', () => {
    expect(ticket([stage('4', 5)])).toEqual({ status: 'solved', solvedAt: at(5) });
    const settings = { stages: { won: ['5001'], lost: ['5002'] } };
    for (const closed of ['5001', '5002'])
      expect(ticket([stage(closed, 5)], settings)).toEqual({ status: 'solved', solvedAt: at(5) });
    for (const open of ['1', '2', '3', '5003'])
      expect(ticket([stage(open, 5)], settings)).toEqual({ status: 'open', solvedAt: null });
  });

  it('is open again when it leaves it', () => {
    expect(ticket([stage('4', 5), stage('2', 9)])).toEqual({ status: 'open', solvedAt: null });
    expect(ticket([stage('4', 5), stage('2', 9), stage('4', 12)])).toEqual({ status: 'solved', solvedAt: at(12) });
  });

  it('stands whole where it moved twice in a millisecond, in either order', () => {
    const both = [stage('2', 5), stage('4', 5)];
    for (const events of [both, both.toReversed()])
      expect(ticket(events)).toEqual({ status: 'solved', solvedAt: at(5) });
  });

  it('is solved by the date of its closing, whatever its stage is called', () => {
    const closing = [stage('5001', 5), closedDate(String(at(5)), 5)];
    for (const events of [closing, closing.toReversed()])
      expect(ticket(events)).toEqual({ status: 'solved', solvedAt: at(5) });
    expect(ticket([...closing, stage('5000', 9), closedDate('', 9)])).toEqual({ status: 'open', solvedAt: null });
  });

  it('is solved when HubSpot says, and not when it moves on among closed stages, where the configuration asks for it', () => {
    const moves = [stage('4', 5), closedDate(String(at(5)), 5), stage('5001', 2_600_000)];
    const stages = { won: ['5001'] };
    for (const events of [moves, moves.toReversed()]) {
      expect(ticket(events, { stages })).toEqual({ status: 'solved', solvedAt: at(2_600_000) });
      const fields = { ticket: { solvedAt: 'custom:closed_date' } };
      expect(ticket(events, { stages, fields })).toEqual({ status: 'solved', solvedAt: at(5) });
      expect(ticket([...events, stage('1', 2_700_000), closedDate('', 2_700_000)], { stages, fields })).toEqual({
        status: 'open',
        solvedAt: null,
      });
    }
  });

  it('is open in a stage that is not configured, though the date of its closing was told before', () => {
    const closing = [closedDate(String(at(5)), 5), stage('5001', 5.5)];
    for (const events of [closing, closing.toReversed()]) {
      expect(ticket(events)).toEqual({ status: 'open', solvedAt: null });
      expect(ticket(events, { stages: { won: ['5001'] } })).toMatchObject({ status: 'solved' });
    }
  });

  it('is made, answered, owned and reached as its properties say', () => {
    expect(
      ticket([
        creationOf('ticket', 1),
        propertyOf('ticket', 'first_agent_reply_date', String(at(60)), 60),
        propertyOf('ticket', 'hs_ticket_priority', 'HIGH', 2),
        propertyOf('ticket', 'source_type', 'CHAT', 2),
        propertyOf('ticket', 'hubspot_owner_id', '12', 2),
        stage('1', 1),
      ]),
    ).toEqual({
      createdAt: at(1),
      respondedAt: at(60),
      priority: 'HIGH',
      channel: 'CHAT',
      owner: '12',
      status: 'open',
      solvedAt: null,
    });
    expect(ticket([propertyOf('ticket', 'hs_first_agent_message_sent_at', String(at(60)), 61)])).toEqual({
      respondedAt: at(60),
    });
  });

  it('keeps its status where the stage is emptied', () => {
    expect(ticket([stage('4', 5), stage('', 9)])).toEqual({ status: 'solved', solvedAt: at(5) });
  });
});
