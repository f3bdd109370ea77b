import { describeSource } from '../../contract/source.contract.ts';
import { fixture } from './fixture.ts';

describeSource(fixture);
