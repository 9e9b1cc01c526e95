package config

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

// ReadSecretFiles gives the value of each secret whose PALESTRA_…_FILE variable names a file, by the name of its own
// variable; the last newline of the file is not part of the value. Setting both is an error.
func ReadSecretFiles(getenv func(string) string) (map[string]string, error) {
	found := make(map[string]string)
	for _, s := range Settings() {
		path := getenv(s.Env + "_FILE")
		if !s.Secret || path == "" {
			continue
		}
		if getenv(s.Env) != "" {
			return nil, fmt.Errorf("%s and %s_FILE are both set", s.Env, s.Env)
		}
		value, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("%s_FILE: %w", s.Env, err)
		}
		found[s.Env] = strings.TrimRight(string(value), "\r\n")
	}
	return found, nil
}

// Setting is one row of the documentation.
type Setting struct {
	Flag, Env, Default, Values, Help string
	Secret                           bool
}

// Settings lists every setting in the order of Config.
func Settings() []Setting {
	return settingsOf(reflect.TypeFor[Config]())
}

func settingsOf(t reflect.Type) []Setting {
	var list []Setting
	for f := range t.Fields() {
		if f.Anonymous {
			list = append(list, settingsOf(f.Type)...)
			continue
		}
		_, secret := f.Tag.Lookup("secret")
		flag := f.Tag.Get("name")
		if flag == "" {
			flag = flagName(f.Name)
		}
		values := f.Tag.Get("placeholder")
		if f.Type.Kind() == reflect.Bool {
			values = "true or false"
		}
		if enum := f.Tag.Get("enum"); enum != "" {
			values = strings.ReplaceAll(enum, ",", ", ")
		}
		list = append(list, Setting{
			Flag: "--" + flag, Env: f.Tag.Get("env"), Default: f.Tag.Get("default"), Values: values,
			Help: f.Tag.Get("help"), Secret: secret,
		})
	}
	return list
}

// flagName turns MaxFileSize into max-file-size and BaseURL into base-url, as the command line does.
func flagName(field string) string {
	var b strings.Builder
	for i, r := range field {
		upper := r >= 'A' && r <= 'Z'
		startsWord := upper && i > 0 && (field[i-1] < 'A' || field[i-1] > 'Z' || (i+1 < len(field) && field[i+1] >= 'a' && field[i+1] <= 'z'))
		if startsWord {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
