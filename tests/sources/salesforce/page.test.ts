import { describe } from 'vitest';
import { describeExample } from '../page.ts';
import { fixture } from './fixture.ts';

describe('the page of Salesforce', () => {
  describeExample(fixture);
});
