"""The Secretariat's side: check a meeting folder, publish it, manage members."""
