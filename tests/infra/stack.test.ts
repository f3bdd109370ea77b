import { afterAll } from 'vitest';
import './stack/alarms.ts';
import './stack/api.ts';
import './stack/docs.ts';
import './stack/events.ts';
import './stack/front.ts';
import './stack/functions.ts';
import './stack/grants.ts';
import './stack/nag.ts';
import './stack/snapshot.ts';
import './stack/stages.ts';
import './stack/tables.ts';
import { cleanUp } from './support/deployment.ts';

/** In one process, since most of the time goes into loading the CDK. */

afterAll(cleanUp);
