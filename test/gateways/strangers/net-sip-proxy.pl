# A stateless proxy on Net::SIP (Debian: libnet-sip-perl), as its documentation has it.
use strict;
use warnings;
use Net::SIP qw(:all);

my ($port) = @ARGV;
my $ua = Net::SIP::Simple->new(leg => "127.0.0.1:$port");
$ua->create_stateless_proxy;
$ua->loop;
