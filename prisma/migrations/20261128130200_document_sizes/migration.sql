-- Documents come from the payment page now, where a photograph is sent as the phone takes it. Who has set a size of his own keeps it.
update policies
   set document = jsonb_set(document, '{credit,documents,maxBytes}', '5242880')
 where document #> '{credit,documents,maxBytes}' = '524288';
