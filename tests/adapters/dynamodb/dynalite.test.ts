import { describeStores } from '../../contract/stores.contract.ts';
import { startDynalite } from '../../support/dynalite.ts';

describeStores('dynalite', startDynalite, { expires: false, refusesLongKeys: false });
