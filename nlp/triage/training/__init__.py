"""How the model of triage is made, from messages written for it (`askig train triage`)."""
