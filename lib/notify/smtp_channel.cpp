// Mail as a channel.
#include "notify/channels.hpp"
#include "notify/smtp.hpp"

#include <algorithm>

namespace rw::notify {
namespace {

using alert::Taken;
using How = Taken::How;

class Smtp final : public Channel {
public:
    Smtp(net::Dialer& dialer, MailServer server, Envelope usual, Language language)
        : dialer_{dialer}, server_{std::move(server)}, usual_{std::move(usual)}, language_{language} {}

    net::Task<Taken> send(Bulletin bulletin) override {
        auto const id = bulletin.notices.front().id;
        Envelope envelope{usual_.from, receivers(bulletin)};
        if (auto const known = left_.find(id); known != left_.end()) envelope.to = known->second;
        if (envelope.to.empty())
            co_return Taken{How::misconfigured, "nobody to write to: neither `to` nor an email of a person"};
        bulletin.language = language_;
        auto mail = render_mail(envelope, bulletin);
        auto posted = co_await post_mail(dialer_, server_, std::move(envelope), std::move(mail));
        left_.erase(id);
        if (!posted.left.empty()) {  // the others have it; a crash meanwhile sends them the same id again
            left_[id] = std::move(posted.left);
            posted.taken.how = How::retry;
        }
        co_return std::move(posted.taken);
    }
    alert::Persistence persistence() const override { return {true, 12, 24h}; }
    Language language() const override { return language_; }

private:
    std::vector<std::string> receivers(Bulletin const& bulletin) const {
        auto all = usual_.to;
        for (auto const& person : bulletin.mention) {
            bool const known = std::ranges::find(all, person.email) != all.end();
            if (!person.email.empty() && !known) all.push_back(person.email);
        }
        return all;
    }

    net::Dialer& dialer_;
    MailServer server_;
    Envelope usual_;  ///< whoever is called is written to as well
    Language language_;
    std::map<NoticeId, std::vector<std::string>> left_;
};

bool is_loopback(std::string const& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

}  // namespace

Result<std::unique_ptr<Channel>> make_smtp(ChannelSettings settings, net::Dialer& dialer) {
    auto const who = "channel " + settings.name.text() + ": ";
    auto const url = net::parse_url(settings.url.reveal());
    if (!url || (url->scheme != "smtp" && url->scheme != "smtps"))
        return Failure{Fault::bad_input, who + "its url_file does not hold smtp://[user@]host:port"};
    auto const from = parse_mail_address(settings.from);
    if (!from) return Failure{Fault::bad_input, who + "`from` is no mail address"};
    std::vector<std::string> to;
    for (auto const& one : settings.to) {
        auto const parsed = parse_mail_address(one);
        if (!parsed) return Failure{Fault::bad_input, who + "`to` holds what is no mail address"};
        to.push_back(parsed->address);
    }
    MailServer server;
    server.where.host = url->host;
    server.where.tls = url->scheme == "smtps";
    server.where.port = url->port;
    server.must_encrypt = !is_loopback(url->host);
    server.user = url->user;
    server.password = std::move(settings.secret);
    Envelope usual{*from, std::move(to)};
    return std::unique_ptr<Channel>{
        std::make_unique<Smtp>(dialer, std::move(server), std::move(usual), settings.language)};
}

}  // namespace rw::notify
