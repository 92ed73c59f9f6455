#include "config/calendar.hpp"
#include "config/chapter.hpp"
#include "config/composed.hpp"
#include "config/named_file.hpp"
#include "config/section_tone.hpp"

#include <algorithm>

namespace rw::config {
namespace {

/// A hash tag of keys and a label of metrics: letters, digits, `.`, `-` and `_` only.
Kind<AccountId> account_name() {
    auto plain = text_that("a name", [](std::string const& text) -> std::optional<std::string> {
        auto const plain_letter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                   c == '-' || c == '_';
        };
        if (!text.empty() && text.size() <= 64 && std::ranges::all_of(text, plain_letter))
            return std::nullopt;
        return "`" + text + "` cannot be an account's name, expected 1 to 64 of a-z, A-Z, 0-9, `.`, `-`, `_`";
    });
    return id_of<AccountId>(std::move(plain));
}

/// `timeline` holds what comments_to_me and by_me hold, for the price of one; it is read only where it is
/// named.
Kind<std::string> list_name() {
    auto known = Account{}.lists;
    known.emplace_back("timeline");
    return word_of(std::move(known));
}

/// One access token. `replywatch login` is about to write such a file, so it does not ask for what is in it.
Kind<Secret> token_file() {
    auto kind = secret_file("the bare token");
    auto read = [kind](Node const& node, Reading& reading) -> std::optional<Secret> {
        bool const named = node.is(Node::Type::text) && !node.text.empty() && !looks_like_secret(node.text);
        if (named && reading.purpose() == Purpose::login) return Secret{};
        return kind.read(node, reading);
    };
    return {kind.type, std::move(read), kind.show};
}

/// Part of a client's name, or a wording. An empty one would be found in everything.
Kind<std::string> part_of_text() {
    return text_that("text", [](std::string const& text) -> std::optional<std::string> {
        bool const blank = text.find_first_not_of(" \t") == text.npos;
        return blank ? std::optional{std::string{"is empty, expected a few words"}} : std::nullopt;
    });
}

/// A person cannot be told from a robot by an answer within minutes, so `within` has an end.
Fields<care::Robots> auto_reply_fields() {
    using care::Robots;
    return {
        field(&Robots::quick,
              {"within",
               "A reply this soon after the question (1m at most), and without a word of it, is a robot's; "
               "0s: never."},
              duration(Span{0}, 1min)),
        field(&Robots::sources, {"sources", "Parts of the names of clients that robots write with."},
              list_of(part_of_text())),
        field(&Robots::texts, {"texts", "Wordings of the account's automatic replies; near is enough."},
              list_of(part_of_text())),
    };
}

/// Read when all of the account is (`read_calendars`), since it begins with the common one.
Field<Account> calendar_field() {
    Field<Account> made{"calendar", Need::optional, false, {}, {}};
    made.read = [](Node const&, Reading&, Account&) {};
    made.rows = [](Account const&) { return own_calendar_rows(); };
    return made;
}

Fields<Account> account_fields() {
    return {
        field(&Account::name, {"name", "How it is called here; part of keys, so it stays.", Need::required},
              account_name()),
        field(&Account::uid, {"uid", "Of the brand's main account.", Need::required}, uid()),
        secret_field(&Account::tokens,
                     {"token_files", "Each holds one access token; several staff tokens share the work.",
                      Need::required},
                     list_of(token_file(), Many::some)),
        field(&Account::biz,
              {"biz", "Its tokens may use the commercial endpoints, which show every fan's messages."},
              flag()),
        field(&Account::staff_uids, {"staff_uids", "Accounts that answer for the brand."}, list_of(uid())),
        field(&Account::executive_uids,
              {"executive_uids", "Accounts of executives; they answer for the brand too."}, list_of(uid())),
        field(&Account::style, {"style", "How the brand talks: a playful one may say more."},
              one_of<Style>({{"plain", Style::plain}, {"playful", Style::playful}})),
        group<Account, tone::Leanings>({"thresholds",
                                        "Points of a hundred that are added to the model's threshold of a "
                                        "label: with 10 it is set less often, "
                                        "with -10 more often."},
                                       threshold_fields(),
                                       [](Account& account) -> tone::Leanings& { return account.leanings; }),
        field(&Account::lists, {"lists", "What is read."}, list_of(list_name(), Many::some)),
        field(
            &Account::vips,
            {"vip_file", "Fans with a tier: `UID,TIER` a line; diamond, core, normal, new or hostile-known."},
            vip_file()),
        field(&Account::fan_service,
              {"fan_service", "The fan service pushes to `/weibo/push/NAME`; needs `weibo.app_secret_file`."},
              flag()),
        field(&Account::clients,
              {"clients",
               "Parts of the names of clients that the team writes with; a reply from another is told. "
               "Empty: any."},
              list_of(part_of_text())),
        group<Account, care::Robots>(
            {"auto_reply",
             "How automatic replies are told from people's: they never count as answers. What says "
             "【自动回复】 is always one."},
            auto_reply_fields(), [](Account& account) -> care::Robots& { return account.auto_reply; }),
        calendar_field(),
    };
}

void note_token_places(Node const& table, Reading const& reading, Account& account) {
    auto const* const files = table.find("token_files");
    if (!files || !files->is(Node::Type::array)) return;
    for (auto const& file : files->items) {
        bool const credential = file.text.starts_with("credential:");
        auto const place = credential ? Result<std::string>{""} : reading.place_of(file.text);
        account.token_places.push_back(place ? *place : "");
    }
}

void finish_account(Node const& table, Reading& reading, Account& account) {
    note_token_places(table, reading, account);
    auto const* const lists = table.find("lists");
    auto sorted = account.lists;
    std::ranges::sort(sorted);
    if (lists && std::ranges::adjacent_find(sorted) != sorted.end()) {
        reading.complain(
            lists->at, "lists names `" + *std::ranges::adjacent_find(sorted) + "` twice, expected each once");
    }
}

void read_calendars(Node const& accounts, Reading& reading, Config& config) {
    for (std::size_t i = 0; i < config.accounts.size(); ++i) {
        auto& account = config.accounts[i];
        account.calendar = config.calendar;
        auto const* const own = accounts.items[i].find("calendar");
        if (!own) continue;
        Reading::Within const within{reading, "calendar"};
        account.calendar = read_own_calendar(*own, reading, config.calendar);
    }
}

}  // namespace

Chapter account_chapter() {
    auto chapter = sections<Account>(
        {"account", "A brand's account that is watched."}, account_fields(),
        [](Config& config) -> std::vector<Account>& { return config.accounts; }, finish_account);
    chapter.read = [read = chapter.read](Node const& list, Reading& reading, Config& config) {
        read(list, reading, config);
        read_calendars(list, reading, config);
    };
    return chapter;
}

}  // namespace rw::config
