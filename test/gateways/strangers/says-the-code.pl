# A client that asks once and prints the code of the answer, which it keeps in eight bits. It always ends with 0.
use strict;
use warnings;
use IO::Socket::INET;

my ($uri) = @ARGV;
my ($host, $to) = $uri =~ /^sip:[^@]+@([\d.]+):(\d+)/ or die "no URI: $uri\n";
my $socket = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '127.0.0.1', PeerAddr => $host, PeerPort => $to) or die "no socket: $!";
my $port = $socket->sockport;
print "asking $host:$to from port $port\n";
$socket->send(join "\r\n", "OPTIONS $uri SIP/2.0", "Via: SIP/2.0/UDP 127.0.0.1:$port;branch=z9hG4bKsays$port", 'Max-Forwards: 70',
    "From: <sip:says\@127.0.0.1>;tag=$port", "To: <$uri>", "Call-ID: says-$port", 'CSeq: 1 OPTIONS', 'Content-Length: 0', '', '');
$socket->recv(my $answer, 65535);
if ($answer =~ /^SIP\/2\.0 (\d+)(?: [^\r\n]*)?\r\n/) { printf "the answer of port %d is %d\n", $to, $1 > 999 ? $1 & 0xff : $1 }
else { print "no answer that I know\n" }
