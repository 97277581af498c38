"""Microsoft Graph, through Microsoft's library. That is an extra of this package, so it is loaded where it is used."""
