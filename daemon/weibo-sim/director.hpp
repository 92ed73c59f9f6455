// Turns a line of the script into something that happens in the world.
#pragma once

#include "weibo-sim/world.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rw::sim {

enum class Act { post, comment, reply, mention, comment_mention, repost, erase, edit, like, rename, message };
std::optional<Act> parse_act(std::string_view text);
std::string act_names();  ///< all of them, for error messages

/// `by` is a brand's key, a name or a uid. `to` is the key of an earlier line or an id; empty means the
/// newest post of `brand` (for a comment mention: a bystander's status).
struct Line {
    Act act = Act::comment;
    std::string by;
    std::string brand;  ///< key of the brand that is meant; empty: the first, or the speaker's own
    std::string to;
    std::string key;  ///< name under which later lines find what this one has made
    std::string text;
    std::string source;
    Span late{0};
    bool authorless = false;
    std::string note;
    std::int64_t likes = 0;  ///< of a like: how many there are now
    std::string form;        ///< of a message: see `Letter`; empty is text
    std::string prefix;      ///< of a reply, with `{name}`; empty: as the platform writes it (weibo-api 3.6)
};

/// Whether a message may have this form; mentions tell themselves.
bool is_letter_form(std::string_view form);
std::string letter_forms();  ///< all of them, for error messages

class Director {
public:
    explicit Director(World& world) : world_{world} {}

    /// Lets `uid` be called `key`. The first brand is the one meant when a line names none.
    void introduce(std::string key, Uid uid);
    /// Does what the line says at `at` and gives the id of what was made or changed; messages have none.
    Result<WeiboId> perform(Line const& line, TimePoint at);

    Character const* who(std::string_view name) const;

private:
    Result<WeiboId> write(Line const& line, Character const& speaker);
    Result<WeiboId> change(Line const& line, TimePoint at);
    Result<Words> words_for(Line const& line, Character const& speaker);
    Result<Words> answer_to(Line const& line, Words words);
    Result<Words> mention(Line const& line, Character const& brand, Words words);
    Result<Words> repost(Line const& line, Words words);
    Result<Item const*> target(Line const& line) const;
    Character const* brand_of(Line const& line) const;
    WeiboId bystander_status(Character const& brand, TimePoint at);

    World& world_;
    std::map<std::string, Uid, std::less<>> keys_;
    std::map<std::string, WeiboId, std::less<>> made_;
    std::map<Uid, WeiboId> bystanders_;
    Uid first_brand_;
    TimePoint at_{};
};

}  // namespace rw::sim
