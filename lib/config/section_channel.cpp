#include "config/address.hpp"
#include "config/chapter.hpp"
#include "config/composed.hpp"
#include "config/named_file.hpp"

#include <algorithm>
#include <array>

namespace rw::config {
namespace {

/// What a type of channel cannot do without. Types of the contract that are not built are known by name only.
struct Sort {
    std::string_view type;
    bool available;
    bool needs_address;
};
constexpr std::array<Sort, 9> sorts{{{"console", true, false},
                                     {"dingtalk", true, true},
                                     {"webhook", true, true},
                                     {"wecom", false, true},
                                     {"feishu", false, true},
                                     {"slack", false, true},
                                     {"pagerduty", false, false},
                                     {"alertmanager", false, true},
                                     {"smtp", false, true}}};

std::vector<std::string> available_types() {
    std::vector<std::string> types;
    for (auto const& sort : sorts) {
        if (sort.available) types.emplace_back(sort.type);
    }
    return types;
}

Kind<std::string> channel_type() {
    auto const available = joined(available_types());
    return text_that(
        "one of " + available, [available](std::string const& type) -> std::optional<std::string> {
            auto const known = std::ranges::find(sorts, type, &Sort::type);
            if (known == sorts.end()) {
                return "`" + type + "` is not known, expected one of " + available + "; did you mean `" +
                       nearest(type, available_types()) + "`?";
            }
            if (known->available) return std::nullopt;
            return "channel type `" + type + "` is not available in this version; available: " + available;
        });
}

std::optional<std::string> wrong_with_content(std::string const& address) {
    auto const wrong = wrong_with_address(address);
    return wrong ? std::optional{"in the file that is named here: " + *wrong} : std::nullopt;
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
                      "dingtalk: holds the signing secret (`SEC…`), if the robot has one. "
                      "webhook: holds `whsec_…`."},
                     secret_file("the signing secret")),
        field(&Channel::from,
              {"from", "Sender of mail; for smtp only, which is not available in this version."}, text()),
        field(&Channel::to,
              {"to", "Receivers of mail; for smtp only, which is not available in this version."},
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
    if (sort == sorts.end() || !sort->available) return;
    auto const* const url = table.find("url_file");
    bool const named = url && (!url->is(Node::Type::text) || !url->text.empty());
    if (sort->needs_address && !named) {
        reading.complain(
            url ? url->at : table.at,
            "a " + channel.type + " channel needs `url_file`, the path of a file that holds its address");
    }
    if (channel.type == "webhook") finish_webhook(table, reading, channel);
}

}  // namespace

Chapter channel_chapter() {
    return sections<Channel>(
        {"channel", "A way to tell people."}, channel_fields(),
        [](Config& config) -> std::vector<Channel>& { return config.channels; }, finish_channel);
}

}  // namespace rw::config
