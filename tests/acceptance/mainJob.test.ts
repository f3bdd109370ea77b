import { describeMainJob } from './mainJob.ts';

describeMainJob('the embedded database');
