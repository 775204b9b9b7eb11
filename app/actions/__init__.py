"""What a member or chair can do. The windows and the command line both call these."""
