-- Policies are whole documents: those written before get how long a provider must be away for a close not to count (rules.md 34).
update policies
   set document = jsonb_set(document, '{standing}', '{ "providerAwayFor": "PT30M" }'::jsonb || (document -> 'standing'))
 where document ? 'standing';
