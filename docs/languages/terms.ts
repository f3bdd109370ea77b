/** A word that the messages use throughout, by a message that has it, with a remark where a choice was made. */
interface Term {
  readonly message: string;
  readonly remark: string;
}

const term = (message: string, remark = ''): Term => ({ message, remark });

export const terms: readonly Term[] = [
  term(
    'cadences.monthly',
    'A review is *relatório* and *informe*: *revisão* and *revisión* would be a correction, *balanço* a balance sheet.',
  ),
  term('table.target', 'pt-BR *meta*, as sales people say; *objetivo* is the wider word.'),
  term('records.deal', 'As Kommo and HubSpot call them in their own Portuguese and Spanish.'),
  term('records.lead', 'Taken over as it is in Portuguese and Spanish; Malay has a word of its own.'),
  term('records.ticket', 'pt-BR *chamados*: *tickets* would be read as sales, as in *ticket médio*.'),
  term('records.customer'),
  term('records.subscription'),
  term('records.renewal'),
  term('dimensions.pipeline', 'pt-BR *funil* and es *embudo*, as in Kommo; Malay keeps the English word.'),
  term('dimensions.stage'),
  term('dimensions.owner', 'Who answers for a deal, not who possesses it: pt-BR and es *responsable*, not *dono*.'),
  term('dimensions.source', 'Where a lead came from. A connected system is *fonte*, *fuente*: another word.'),
  term('roles.service', 'pt-BR *atendimento*: *serviço* would be a service that is sold.'),
  term('roles.executive'),
  term('companions.churn', 'pt-BR keeps *churn*, which every subscription business there says.'),
  term('units.points', 'Percentage points, which must not be read as per cent.'),
  term('changes.noise', 'Not *ruído*: no manager calls the difference noise.'),
  term('changes.against', 'pt-BR *ante*, which needs no article before months, quarters and years.'),
  term('fields.closedAt', 'pt-BR *encerramento*, won or lost: *fechado* is said of deals that were won.'),
  term('choices.outcome.won'),
  term('choices.outcome.lost'),
];
