/* A stateless relay over UDP on libosip2, which writes each message anew (Debian: libosip2-dev). */
#include <arpa/inet.h>
#include <osipparser2/osip_message.h>
#include <osipparser2/osip_parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int own, handle;

static void send_to(osip_message_t *message, const char *host, const char *port) {
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(port ? atoi(port) : 5060)};
  char *text = NULL;
  size_t length = 0;
  if (inet_pton(AF_INET, host, &there.sin_addr) != 1) return;
  osip_message_force_update(message);
  if (osip_message_to_str(message, &text, &length) != 0) return;
  sendto(handle, text, length, 0, (struct sockaddr *)&there, sizeof there);
  osip_free(text);
}

/* What is relayed no further is answered, as RFC 3261 section 16.3 has it. */
static void refuse(osip_message_t *request, const struct sockaddr_in *peer, const char *port) {
  osip_free(request->sip_method);
  request->sip_method = NULL;
  osip_uri_free(request->req_uri);
  request->req_uri = NULL;
  osip_message_set_status_code(request, 483);
  osip_message_set_reason_phrase(request, osip_strdup("Too Many Hops"));
  send_to(request, inet_ntoa(peer->sin_addr), port);
}

static void relay(osip_message_t *message, const struct sockaddr_in *peer) {
  static unsigned count;
  osip_via_t *top = osip_list_get(&message->vias, 0);
  osip_header_t *hops = NULL;
  char port[8], via[96];
  if (top == NULL) return;
  snprintf(port, sizeof port, "%d", ntohs(peer->sin_port));
  if (MSG_IS_RESPONSE(message)) {
    osip_list_remove(&message->vias, 0);
    osip_via_free(top);
    if ((top = osip_list_get(&message->vias, 0)) != NULL) send_to(message, via_get_host(top), via_get_port(top));
    return;
  }
  osip_message_get_max_forwards(message, 0, &hops);
  if (hops != NULL && hops->hvalue != NULL && atoi(hops->hvalue) == 0) {
    refuse(message, peer, port);
    return;
  }
  snprintf(via, sizeof via, "SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKosip%u", own, ++count);
  osip_via_t *ours;
  osip_via_init(&ours);
  osip_via_parse(ours, via);
  osip_list_add(&message->vias, ours, 0);
  send_to(message, message->req_uri->host, message->req_uri->port);
}

int main(int words, char **word) {
  static char octets[65536];
  struct sockaddr_in here = {.sin_family = AF_INET}, peer;
  if (words != 2) return 2;
  own = atoi(word[1]);
  here.sin_port = htons(own);
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  handle = socket(AF_INET, SOCK_DGRAM, 0);
  if (bind(handle, (struct sockaddr *)&here, sizeof here) != 0) return 1;
  parser_init();
  for (;;) {
    socklen_t size = sizeof peer;
    ssize_t length = recvfrom(handle, octets, sizeof octets - 1, 0, (struct sockaddr *)&peer, &size);
    osip_message_t *message;
    if (length <= 0 || osip_message_init(&message) != 0) continue;
    octets[length] = 0;
    if (osip_message_parse(message, octets, length) == 0) relay(message, &peer);
    osip_message_free(message);
  }
}
