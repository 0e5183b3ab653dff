"""What a page would cost a parser, told before it is parsed: pages made to hurt are given up, and none takes long."""
