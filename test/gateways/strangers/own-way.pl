# A stateless relay that answers no request of its own and writes every header field in its own way: names in lower case
# or compact, values folded, and what it does not know last.
use strict;
use warnings;
use IO::Socket::INET;

my ($port) = @ARGV;
my $socket = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '127.0.0.1', LocalPort => $port) or die "no port: $!";
my %compact = (via => 'v', from => 'f', to => 't', 'call-id' => 'i', contact => 'm', 'content-length' => 'l');
my $count = 0;

sub in_own_way {
    my ($message) = @_;
    my ($head, $body) = split /\r\n\r\n/, $message, 2;
    my ($first, @fields) = split /\r\n/, $head;
    my (@known, @unknown);
    for my $field (@fields) {
        if ($field =~ /^([\w-]+)[ \t]*:[ \t]*(.*)$/s) {
            my ($name, $value) = (lc $1, $2);
            if ($compact{$name}) { push @known, "$compact{$name} :\r\n $value" }
            else { push @unknown, "$name:$value" }
        } else {
            push @unknown, $field;
        }
    }
    return join("\r\n", $first, @known, @unknown) . "\r\n\r\n" . (defined $body ? $body : '');
}

while (defined $socket->recv(my $message, 65535)) {
    $message =~ s/^[\r\n]+//;
    if ($message =~ /^[\x00\r\n \t]*SIP\//i) {
        next unless $message =~ s/\r\n(?:via|v)\s*:\s*SIP\/2\.0\/UDP [^\r\n]*//i;
        next unless $message =~ /\r\n(?:via|v)\s*:\s*SIP\/2\.0\/UDP ([\d.]+):(\d+)/i;
        $socket->send(in_own_way($message), 0, pack_sockaddr_in($2, inet_aton($1)));
    } elsif ($message =~ /^[A-Z]+ sip:[^@ ]*@([\d.]+):(\d+)/) {
        my ($host, $to) = ($1, $2);
        next if $to == $port;
        $count += 1;
        $message =~ s/\r\n/\r\nVia: SIP\/2.0\/UDP 127.0.0.1:$port;branch=z9hG4bKown$count\r\n/;
        $socket->send(in_own_way($message), 0, pack_sockaddr_in($to, inet_aton($host)));
    }
}
