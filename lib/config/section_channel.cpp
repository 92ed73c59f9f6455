#include "config/address.hpp"
#include "config/chapter.hpp"
#include "config/composed.hpp"
#include "config/named_file.hpp"

#include <algorithm>
#include <array>

namespace rw::config {
namespace {

/// What a type of channel cannot do without.
struct Sort {
    std::string_view type;
    bool needs_address;
    bool needs_secret = false;
};
constexpr std::array<Sort, 9> sorts{{{"console", false},
                                     {"dingtalk", true},
                                     {"wecom", true},
                                     {"feishu", true},
                                     {"slack", true},
                                     {"pagerduty", false, true},
                                     {"alertmanager", true},
                                     {"webhook", true},
                                     {"smtp", true}}};

Kind<std::string> channel_type() {
    std::vector<std::string> types;
    for (auto const& sort : sorts)
        types.emplace_back(sort.type);
    return word_of(std::move(types));
}

std::optional<std::string> wrong_with_content(std::string const& address) {
    bool const is_mail = address.starts_with("smtp");  // what type it has to be is seen at the end
    auto const wrong = is_mail ? wrong_with_mail_server(address) : wrong_with_address(address);
    return wrong ? std::optional{"in the file that is named here: " + *wrong} : std::nullopt;
}

/// A field of a part of the channel.
template <class Part>
Field<Channel> within(Part Channel::* part, Field<Part> inner) {
    Field<Channel> made{inner.key, inner.need, inner.secret, {}, {}};
    made.read = [part, inner](Node const& node, Reading& reading, Channel& into) {
        inner.read(node, reading, into.*part);
    };
    made.rows = [inner](Channel const&) { return inner.rows(Part{}); };
    return made;
}

Kind<std::string> name_or_none() {
    auto kind = name();
    kind.show = [](std::string const& text) { return "\"" + text + "\""; };
    return kind;
}

Fields<Robot> robot_fields() {
    return {secret_field(&Robot::url, {"url_file", "Holds the address of this robot.", Need::required},
                         secret_file("the address", wrong_with_content)),
            secret_field(&Robot::secret, {"secret_file", "Holds its signing secret, if it has one."},
                         secret_file("the signing secret"))};
}

Fields<Channel> channel_fields() {
    return {
        field(&Channel::name, {"name", "How it is called here.", Need::required}, id_of<ChannelId>(name())),
        field(&Channel::type, {"type", "What kind of platform it is.", Need::required}, channel_type()),
        secret_field(&Channel::url,
                     {"url_file", "Holds the address of the robot or of the receiver; console needs none."},
                     secret_file("the address", wrong_with_content)),
        secret_field(&Channel::secret,
                     {"secret_file",
                      "dingtalk, feishu: holds the signing secret, if the robot has one. "
                      "webhook: holds `whsec_…`. pagerduty: the routing key. smtp: the password."},
                     secret_file("the signing secret")),
        field(&Channel::keyword,
              {"keyword", "dingtalk, feishu: the word without which the robot takes nothing, if it has one."},
              text()),
        tables(&Channel::robots,
               {"robots",
                "dingtalk, wecom, feishu: tables, one for each further robot of the same group. The "
                "work goes to whichever has most left of what its platform allows a minute."},
               robot_fields()),
        within(&Channel::fallback, field(&alert::Fallback::channel,
                                         {"fallback",
                                          "Name of the channel that gets what this one does not "
                                          "deliver; not written: none."},
                                         id_of<ChannelId>(name_or_none()))),
        within(&Channel::fallback,
               field(&alert::Fallback::after,
                     {"fallback_after", "How long it may be tried before the other one is asked too."},
                     duration())),
        field(&Channel::from, {"from", "smtp: the sender, `NAME <a@example.com>` or the address alone."},
              text()),
        field(&Channel::to, {"to", "smtp: who always gets the mail, beside the persons who are told."},
              list_of(text())),
    };
}

void finish_webhook(Node const& table, Reading& reading, Channel const& channel) {
    auto const* const secret = table.find("secret_file");
    bool const named = secret && !secret->text.empty();
    if (!named) reading.warn(table.at, "there is no secret_file: the receiver cannot tell who is calling");
    if (!channel.secret.empty() && !channel.secret.reveal().starts_with("whsec_")) {
        Reading::Within const within{reading, "secret_file"};
        reading.complain(secret->at,
                         "the file that is named here holds no webhook secret, expected whsec_ and base64");
    }
}

void finish_channel(Node const& table, Reading& reading, Channel& channel) {
    auto const sort = std::ranges::find(sorts, channel.type, &Sort::type);
    if (sort == sorts.end()) return;
    auto const* const url = table.find("url_file");
    bool const named = url && (!url->is(Node::Type::text) || !url->text.empty());
    if (sort->needs_address && !named) {
        reading.complain(
            url ? url->at : table.at,
            "a " + channel.type + " channel needs `url_file`, the path of a file that holds its address");
    }
    if (sort->needs_secret && table.find("secret_file") == nullptr)
        reading.complain(table.at, "a " + channel.type + " channel needs `secret_file`");
    if (channel.type == "smtp" && table.find("from") == nullptr)
        reading.complain(table.at, "a smtp channel needs `from`, the sender of its mail");
    bool const is_mail = channel.url.reveal().starts_with("smtp");
    if (!channel.url.empty() && is_mail != (channel.type == "smtp"))
        reading.complain(url ? url->at : table.at,
                         std::string{"the address in the file is "} + (is_mail ? "" : "not ") +
                             "one of a mail server, which does not fit type " + channel.type);
    bool const robots = channel.type == "dingtalk" || channel.type == "wecom" || channel.type == "feishu";
    if (auto const* more = table.find("robots"); more && !more->items.empty() && !robots)
        reading.complain(more->at, "only dingtalk, wecom and feishu have robots that share the work");
    if (channel.type == "webhook") finish_webhook(table, reading, channel);
}

}  // namespace

Chapter channel_chapter() {
    return sections<Channel>(
        {"channel", "A way to tell people."}, channel_fields(),
        [](Config& config) -> std::vector<Channel>& { return config.channels; }, finish_channel);
}

}  // namespace rw::config
