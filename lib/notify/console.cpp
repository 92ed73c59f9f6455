// The console: for the demo and for the day when everything else is down.
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"

#include <ostream>

namespace rw::notify {
namespace {

std::string_view colour_of(care::Level level) {
    switch (level) {
        case care::Level::red: return "\033[1;97;41m";
        case care::Level::orange: return "\033[1;38;5;208m";
        case care::Level::yellow: return "\033[1;33m";
        case care::Level::blue: return "\033[34m";
        case care::Level::none: break;
    }
    return "";
}

class Console final : public Channel {
public:
    Console(std::ostream& out, bool colours, Language language)
        : out_{out}, colours_{colours}, language_{language} {}

    net::Task<alert::Taken> send(Bulletin bulletin) override {
        bulletin.language = language_;
        Dress const dress;
        auto const text = words(bulletin, dress);
        auto const first = text.substr(0, text.find('\n'));
        auto const level = bulletin.incidents.front().level;
        out_ << beijing_clock(bulletin.now) << ' ';
        if (colours_) out_ << colour_of(level);
        out_ << first;
        if (colours_) out_ << "\033[0m";
        for (char const c : text.substr(first.size())) {
            out_ << c;
            if (c == '\n') out_ << "      ";
        }
        out_ << "\n" << std::flush;
        alert::Taken taken;
        if (!out_) {
            out_.clear();
            taken.how = alert::Taken::How::retry;
            taken.detail = "the console cannot be written";
        }
        co_return taken;
    }
    alert::Persistence persistence() const override { return {}; }
    Language language() const override { return language_; }

private:
    std::ostream& out_;
    bool colours_;
    Language language_;
};

}  // namespace

std::unique_ptr<Channel> make_console(std::ostream& out, bool colours, Language language) {
    return std::make_unique<Console>(out, colours, language);
}

}  // namespace rw::notify
