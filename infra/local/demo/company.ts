/** Who and what there is at Ipê Alto Coffee Systems, an invented maker of coffee machines for businesses. */

export interface Region {
  readonly name: string;
  /** Of all leads. */
  readonly share: number;
}

export const regions: readonly Region[] = [
  { name: 'Sudeste', share: 38 },
  { name: 'Nordeste', share: 26 },
  { name: 'Sul', share: 22 },
  { name: 'Cono Sur', share: 14 },
];

/** Somebody who has a seat in the CRM. */
export interface Person {
  /** At the hub. */
  readonly id: string;
  readonly name: string;
  readonly team: 'Sales' | 'Service' | 'Marketing' | 'Management';
  readonly region: string;
  /** The same person's id in Kommo; sellers only. */
  readonly kommo: string | null;
}

const seller = (id: string, name: string, region: string, kommo: string): Person => ({
  id,
  name,
  team: 'Sales',
  region,
  kommo,
});
const inOffice = (team: Person['team'], id: string, name: string): Person => ({
  id,
  name,
  team,
  region: 'Sudeste',
  kommo: null,
});

/** Left for another company in the middle of the story. The open deals went to `successor`. */
export const leaver = seller('u-ivone', 'Ivone Cavalcanti', 'Nordeste', '9380412');
export const successor = seller('u-caio', 'Caio Brandão', 'Nordeste', '9381177');

export const sellers: readonly Person[] = [
  seller('u-ana', 'Ana Beatriz Souza', 'Sudeste', '9380405'),
  seller('u-rafael', 'Rafael Teixeira', 'Sudeste', '9380407'),
  seller('u-hanna', 'Hanna Lindqvist', 'Sul', '9380410'),
  leaver,
  seller('u-joao', 'João Vítor Nóbrega', 'Nordeste', '9380415'),
  seller('u-lucia', 'Lucía Benítez', 'Cono Sur', '9380419'),
  successor,
];

export const agents: readonly Person[] = [
  inOffice('Service', 'u-tomas', 'Tomás Herrera'),
  inOffice('Service', 'u-amina', 'Amina Diallo'),
  inOffice('Service', 'u-bruna', 'Bruna Kobayashi'),
];

export const officers: readonly Person[] = [
  inOffice('Management', 'u-marina', 'Marina Sampaio'),
  inOffice('Management', 'u-joaquin', 'Joaquín Ferreyra'),
  inOffice('Management', 'u-priya', 'Priya Raman'),
  inOffice('Marketing', 'u-camila', 'Camila Duarte'),
  inOffice('Marketing', 'u-diego', 'Diego Fontes'),
];

export interface Product {
  /** The stock keeping unit, as Kommo has it. */
  readonly code: string;
  readonly name: string;
  /** Of the list, in reais. */
  readonly price: number;
  readonly cost: number;
  readonly share: number;
}

export const products: readonly Product[] = [
  { code: 'AROMA-1', name: 'Aroma Uno', price: 9_800, cost: 5_900, share: 22 },
  { code: 'AROMA-2', name: 'Aroma Duo', price: 18_900, cost: 11_200, share: 30 },
  { code: 'SERRA-2', name: 'Serra 2G', price: 42_000, cost: 24_800, share: 24 },
  { code: 'SERRA-3', name: 'Serra 3G', price: 68_500, cost: 39_900, share: 12 },
  { code: 'MOINHO-75', name: 'Moinho 75', price: 12_400, cost: 6_800, share: 12 },
];

export interface Plan {
  readonly name: string;
  /** A month and machine, in reais. */
  readonly price: number;
  readonly share: number;
  /** Whether its machines are on the net: of the others nobody knows how they are used. */
  readonly connected: boolean;
}

/** What every customer subscribes to with its first machine: maintenance, spare parts and beans. */
export const plans: readonly Plan[] = [
  { name: 'Essencial', price: 590, share: 34, connected: false },
  { name: 'Profissional', price: 1_290, share: 44, connected: true },
  { name: 'Premium', price: 2_490, share: 22, connected: true },
];

export const leadSources: readonly { readonly name: string; readonly share: number }[] = [
  { name: 'Website', share: 38 },
  { name: 'Referral', share: 22 },
  { name: 'Trade fair', share: 16 },
  { name: 'Partner', share: 14 },
  { name: 'Outbound', share: 10 },
];

const kinds: readonly { readonly kind: string; readonly industry: string }[] = [
  { kind: 'Café', industry: 'Coffee shops' },
  { kind: 'Padaria', industry: 'Bakeries' },
  { kind: 'Hotel', industry: 'Hotels' },
  { kind: 'Bistrô', industry: 'Restaurants' },
  { kind: 'Empório', industry: 'Retail' },
  { kind: 'Coworking', industry: 'Offices' },
  { kind: 'Restaurante', industry: 'Restaurants' },
  { kind: 'Livraria', industry: 'Retail' },
  { kind: 'Cafetería', industry: 'Coffee shops' },
  { kind: 'Pousada', industry: 'Hotels' },
  { kind: 'Confeitaria', industry: 'Bakeries' },
];

const names: readonly string[] = [
  'Aurora',
  'Girassol',
  'Lavanda',
  'Maré Alta',
  'Boa Vista',
  'Pedra Azul',
  'Dois Irmãos',
  'Nuvem',
  'Horizonte',
  'Jacarandá',
  'Alecrim',
  'Bem-te-vi',
  'Capim Dourado',
  'Estação',
  'Farol',
  'Guará',
  'Ipanema',
  'Jatobá',
  'Luar',
  'Mirante',
  'Nascente',
  'Oliveira',
  'Primavera',
  'Quintal',
  'Rosa dos Ventos',
  'Sabiá',
  'Tangará',
  'Umbu',
  'Vila Nova',
  'Zênite',
  'Andes',
  'Belgrano',
  'del Puerto',
  'El Roble',
  'La Cumbre',
  'Los Álamos',
  'Mar Azul',
  'Montevideo',
  'Patagonia',
  'San Telmo',
  'Valparaíso',
  'Anderson & Filhos',
  'Bergmann',
  'Okada',
  'Romano',
  'Santorini',
  'Schneider',
  'Tanaka',
  'Verona',
  'Wilson',
  'Araucária',
  'Beira-Rio',
  'Cerrado',
  'Das Flores',
  'Sete Lagoas',
  'Tamarindo',
  'Vale Verde',
];

export interface Company {
  readonly name: string;
  readonly industry: string;
}

/** More companies than the demonstration has; of two numbers below this no two are the same. */
export const mostCompanies = kinds.length * names.length;

/** The `number`-th of the companies that buy from Ipê Alto, or think of it. */
export const companyAt = (number: number): Company => {
  // The counts share no divisor, so that the pairs repeat only after all of them have been.
  const { kind, industry } = kinds[number % kinds.length] ?? { kind: '', industry: '' };
  return { name: `${kind} ${names[(number * 5) % names.length]}`, industry };
};
