#include "notify/smtp.hpp"

#include "core/text.hpp"
#include "net/clock.hpp"
#include "notify/channels.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <charconv>

namespace rw::notify {
namespace {

using alert::Taken;
using How = Taken::How;

constexpr Span connect_limit = 10s;
constexpr Span answer_limit = 60s;
constexpr std::size_t longest_answer = 16 << 10;

template <class T>
using Or = boost::system::result<T, Taken>;  ///< or how it was taken instead

struct Reply {
    int code = 0;
    std::string text;  ///< lines of it, ended by LF
};

std::string digits_of(Reply const& reply) {
    auto const line = reply.text.substr(0, reply.text.find('\n'));
    return std::to_string(reply.code) + " " + shorten(to_utf8(line), 80);
}

Taken taken_by(Reply const& reply, std::string_view stage) {
    return {meaning_of(reply.code), std::string{stage} + ": " + digits_of(reply)};
}

std::string hex_hmac_md5(std::string_view key, std::string_view data) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    HMAC(EVP_md5(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<unsigned char const*>(data.data()), data.size(), digest.data(), &size);
    std::string out;
    for (unsigned int i = 0; i < size; ++i) {
        constexpr std::string_view hex = "0123456789abcdef";
        out += hex[digest[i] >> 4U];
        out += hex[digest[i] & 15U];
    }
    return out;
}

/// Lines that begin with a point get another one, and the mail ends with a point alone.
std::string stuffed(std::string_view mail) {
    std::string out;
    bool line_begins = true;
    for (char const c : mail) {
        if (line_begins && c == '.') out += '.';
        out += c;
        line_begins = c == '\n';
    }
    return out + ".\r\n";
}

/// `wang@example.com` as `w…@example.com`: enough for whoever mends it.
std::string veiled(std::string const& address) {
    auto const at = address.find('@');
    return address.substr(0, character_size(address.front())) + "…" +
           address.substr(std::min(at, address.size()));
}

/// A talk with a server. A failure is that of the connection; what the server says is in the reply.
class Talk {
public:
    explicit Talk(net::Dialer& dialer, net::Endpoint where) : dialer_{dialer}, where_{std::move(where)} {}

    net::Task<Result<Reply>> open() {
        auto stream = co_await dialer_.dial(where_, connect_limit);
        if (!stream) co_return stream.error();
        stream_ = *std::move(stream);
        auto reply = co_await hear();
        co_return reply;
    }
    net::Task<Result<void>> encrypt() {
        auto stream = co_await dialer_.start_tls(std::move(stream_), where_, connect_limit);
        if (!stream) co_return stream.error();
        stream_ = *std::move(stream);
        heard_.clear();  // what came before TLS could be anybody's
        co_return Result<void>{};
    }
    net::Task<Result<Reply>> say(std::string line) {
        line += "\r\n";
        auto const sent = co_await stream_->write_all(line, answer_limit);
        if (!sent) co_return sent.error();
        auto reply = co_await hear();
        co_return reply;
    }
    net::Task<Result<Reply>> hear() {
        Reply reply;
        for (;;) {
            auto const line = co_await next_line();
            if (!line) co_return line.error();
            int code = 0;
            auto const size = std::min<std::size_t>(line->size(), 3);
            auto const [end, error] = std::from_chars(line->data(), line->data() + size, code);
            if (error != std::errc{} || code < 100)
                co_return Failure{Fault::unreachable, "not an SMTP reply"};
            reply.code = code;
            reply.text += line->size() > 4 ? line->substr(4) + "\n" : "\n";
            if (line->size() < 4 || (*line)[3] != '-') co_return reply;
            if (reply.text.size() > longest_answer) co_return Failure{Fault::unreachable, "too long a reply"};
        }
    }
    bool is_open() const { return stream_ != nullptr; }

private:
    net::Task<Result<std::string>> next_line() {
        for (;;) {
            auto const end = heard_.find('\n');
            if (end != heard_.npos) {
                auto line = heard_.substr(0, end);
                heard_.erase(0, end + 1);
                if (line.ends_with('\r')) line.pop_back();
                co_return line;
            }
            if (heard_.size() > longest_answer) co_return Failure{Fault::unreachable, "too long a line"};
            std::array<char, 2048> buffer{};
            auto const size = co_await stream_->read_some(buffer, answer_limit);
            if (!size) co_return size.error();
            if (*size == 0) co_return Failure{Fault::unreachable, "the server hung up"};
            heard_.append(buffer.data(), *size);
        }
    }

    net::Dialer& dialer_;
    net::Endpoint where_;
    std::unique_ptr<net::Stream> stream_;
    std::string heard_;
};

Taken lost(Failure const& failure, std::string_view stage) {
    auto const how = failure.kind == Fault::refused ? How::misconfigured : How::retry;
    return {how, std::string{stage} + ": " + failure.doing};
}

bool offers(std::string const& capabilities, std::string_view what) {
    return ("\n" + capabilities).find("\n" + std::string{what}) != std::string::npos;
}

/// Greets, and encrypts where the server can and must. Gives what the server can do.
net::Task<Or<std::string>> greet(Talk& talk, MailServer const& server) {
    auto const greeting = co_await talk.open();
    if (!greeting) co_return lost(greeting.error(), "connect");
    if (greeting->code != 220) co_return taken_by(*greeting, "greeting");
    auto hello = co_await talk.say("EHLO replywatch.localdomain");
    if (!hello) co_return lost(hello.error(), "EHLO");
    if (hello->code != 250) co_return taken_by(*hello, "EHLO");
    if (server.where.tls) co_return hello->text;
    if (!offers(hello->text, "STARTTLS")) {
        if (!server.must_encrypt) co_return hello->text;
        co_return Taken{How::misconfigured, "the server does not offer STARTTLS"};
    }
    auto const agreed = co_await talk.say("STARTTLS");
    if (!agreed) co_return lost(agreed.error(), "STARTTLS");
    if (agreed->code != 220) co_return taken_by(*agreed, "STARTTLS");
    auto const encrypted = co_await talk.encrypt();
    if (!encrypted) co_return lost(encrypted.error(), "STARTTLS");
    hello = co_await talk.say("EHLO replywatch.localdomain");
    if (!hello) co_return lost(hello.error(), "EHLO");
    co_return hello->text;
}

/// Says who we are by the best way that the server offers. Nothing when it went well.
net::Task<std::optional<Taken>> sign_in(Talk& talk, MailServer server, std::string can) {
    constexpr auto stage = "AUTH";
    auto const line = can.substr(std::min(can.find("AUTH"), can.size()));
    auto const ways = line.substr(0, line.find('\n'));
    auto const& password = server.password.reveal();
    auto const has = [&](std::string_view way) { return ways.find(way) != ways.npos; };
    std::vector<std::string> said;
    bool const challenged = has("CRAM-MD5") && !has("PLAIN") && !has("LOGIN");
    if (has("PLAIN")) {
        said = {"AUTH PLAIN " + base64(std::string{'\0'} + server.user + std::string{'\0'} + password)};
    } else if (has("LOGIN")) {
        said = {"AUTH LOGIN", base64(server.user), base64(password)};
    } else if (challenged) {
        said = {"AUTH CRAM-MD5"};
    } else {
        co_return Taken{How::misconfigured, "AUTH: the server offers none of PLAIN, LOGIN and CRAM-MD5"};
    }
    Result<Reply> reply = Reply{};
    for (auto const& words : said) {
        reply = co_await talk.say(words);
        if (!reply) co_return lost(reply.error(), stage);
        if (reply->code != 334 && reply->code != 235) break;
    }
    if (challenged && reply->code == 334) {
        auto const challenge = from_base64(trim(reply->text));
        auto const answer = server.user + " " + hex_hmac_md5(password, challenge.value_or(""));
        reply = co_await talk.say(base64(answer));
        if (!reply) co_return lost(reply.error(), stage);
    }
    if (reply->code == 235) co_return std::nullopt;
    co_return Taken{reply->code / 100 == 4 ? How::retry : How::misconfigured,
                    std::string{stage} + ": " + std::to_string(reply->code)};
}

struct Receivers {
    int taken = 0;
    std::vector<std::string> later;
    std::string refused;  ///< whom the server does not take, and why
    std::optional<Reply> last_no;
};

net::Task<Or<Receivers>> name_receivers(Talk& talk, Envelope const& envelope) {
    auto const from = co_await talk.say("MAIL FROM:<" + envelope.from.address + ">");
    if (!from) co_return lost(from.error(), "MAIL FROM");
    if (from->code != 250) co_return taken_by(*from, "MAIL FROM");
    Receivers all;
    for (auto const& to : envelope.to) {
        auto reply = co_await talk.say("RCPT TO:<" + to + ">");
        if (!reply) co_return lost(reply.error(), "RCPT TO");
        if (reply->code == 250 || reply->code == 251) {
            ++all.taken;
            continue;
        }
        all.refused += (all.refused.empty() ? "" : "; ") + veiled(to) + " " + digits_of(*reply);
        if (reply->code / 100 == 4) all.later.push_back(to);
        all.last_no = *std::move(reply);
    }
    co_return all;
}

}  // namespace

alert::Taken::How meaning_of(int code) {
    switch (code) {
        case 250:
        case 251: return How::accepted;
        case 530:
        case 534:
        case 535:
        case 538: return How::misconfigured;
        case 552:
        case 554: return How::too_long;  // or unsuitable: shorter, and without the quote
        default: return code / 100 == 5 ? How::refused : How::retry;
    }
}

net::Task<Posted> post_mail(net::Dialer& dialer, MailServer server, Envelope envelope, std::string mail) {
    Talk talk{dialer, server.where};
    auto const can = co_await greet(talk, server);
    if (!can) co_return Posted{can.error(), {}};
    if (!server.user.empty()) {
        auto const refused = co_await sign_in(talk, server, *can);
        if (refused) co_return Posted{*refused, {}};
    }
    auto const named = co_await name_receivers(talk, envelope);
    if (!named) co_return Posted{named.error(), {}};
    if (named->taken == 0) {
        auto const how = named->later.empty() ? How::refused : How::retry;
        co_return Posted{{how, "nobody takes it: " + named->refused}, {}};
    }
    auto const ready = co_await talk.say("DATA");
    if (!ready) co_return Posted{lost(ready.error(), "DATA"), {}};
    if (ready->code != 354) co_return Posted{taken_by(*ready, "DATA"), {}};
    auto text = stuffed(mail);
    text.resize(text.size() - 2);  // `say` ends the line
    auto const done = co_await talk.say(std::move(text));
    if (!done) co_return Posted{{How::ambiguous, "after the mail: " + done.error().doing}, {}};
    [[maybe_unused]] auto const bye = co_await talk.say("QUIT");
    auto taken = taken_by(*done, "mail");
    if (taken.how != How::accepted) co_return Posted{std::move(taken), {}};
    if (!named->refused.empty()) taken.detail += "; not by " + named->refused;
    co_return Posted{std::move(taken), named->later};
}

}  // namespace rw::notify
